// What a person can type into or press, in reading order; each gets a number to find it by.
((KEY) => {
  const lab = window[KEY];
  const tidy = (text) => (text || "").replace(/\s+/g, " ").trim();
  const MARK = "data-" + KEY.replace(/\W/g, "").toLowerCase();
  lab.find = (number) => document.querySelector(`[${MARK}="${number}"]`);
  const OBVIOUS =
    "input, select, textarea, button, summary, [role=button], [role=tab], a[onclick], a[href^='#'], a[href^='javascript:'], [contenteditable=true], [onclick]";
  // Where the pointer becomes a hand, visitors press, whatever the element is.
  const hasHand = (one) =>
    getComputedStyle(one).cursor === "pointer" &&
    (!one.parentElement || getComputedStyle(one.parentElement).cursor !== "pointer") &&
    !one.closest(OBVIOUS + ", a[href], .leaflet-container, option") &&
    !one.querySelector(OBVIOUS);
  lab.readControls = () =>
    [...document.querySelectorAll("body *")]
      .slice(0, 5000)
      .filter((one) => one.matches(OBVIOUS) || hasHand(one))
      .filter((one) => one.type !== "hidden" && !one.closest(".leaflet-control, .leaflet-popup-close-button"))
      .slice(0, 200)
      .map((one, number) => {
        one.setAttribute(MARK, number);
        const label = one.labels && one.labels[0] ? one.labels[0].innerText : "";
        const own = /^(INPUT|SELECT|TEXTAREA)$/.test(one.tagName) ? "" : one.innerText;
        return {
          number,
          tag: one.tagName.toLowerCase(),
          type: (one.type || "").toLowerCase(),
          visible: lab.isVisible(one),
          disabled: !!one.disabled,
          box: lab.box(one),
          form: one.form ? [...document.forms].indexOf(one.form) : -1,
          name: tidy(
            [label, one.placeholder, one.id, one.name, one.getAttribute("aria-label"), one.title, own, one.type === "submit" ? one.value : ""]
              .filter(Boolean)
              .join(" | "),
          ).slice(0, 200),
          options: one.tagName === "SELECT" ? [...one.options].slice(0, 300).map((option) => tidy(option.text).slice(0, 60)) : [],
        };
      });
  lab.type = (number) => {
    const one = lab.find(number);
    if (!one) return false;
    one.scrollIntoView({ block: "center" });
    one.focus();
    if ("value" in one) one.value = "";
    else one.textContent = "";
    return true;
  };
  lab.choose = (number, index) => {
    const one = lab.find(number);
    if (!one) return false;
    one.selectedIndex = index;
    for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
    return true;
  };
  lab.press = (number) => {
    const one = lab.find(number);
    if (!one) return false;
    one.scrollIntoView({ block: "center" });
    one.click();
    return true;
  };
})
