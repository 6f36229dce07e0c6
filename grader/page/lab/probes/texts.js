// What a person can read: the text of every visible leaf, and of small blocks as a whole, by name.
((KEY) => {
  const lab = window[KEY];
  // Elements that are made anew at every update keep their name: their way from the page's root.
  const names = new WeakMap();
  const nameOf = (element) => {
    const known = names.get(element);
    if (known) return known;
    let name = "";
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (one.id) {
        name = "#" + one.id + name;
        break;
      }
      let place = 1;
      for (let before = one.previousElementSibling; before; before = before.previousElementSibling)
        place++;
      name = ">" + one.tagName.toLowerCase() + place + name;
    }
    names.set(element, name);
    return name;
  };
  const UNREAD = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|TITLE|HEAD)$/;
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const roots = (root, found = [root]) => {
    for (const element of root.querySelectorAll("*"))
      if (element.shadowRoot && found.length < 50) {
        found.push(element.shadowRoot);
        roots(element.shadowRoot, found);
      }
    return found;
  };

  lab.readTexts = (most) => {
    const texts = {};
    let left = most;
    const say = (prefix, element, text) => {
      if (left-- > 0) texts[prefix + nameOf(element)] = text.slice(0, 300);
    };
    if (!document.body) return texts;
    for (const root of roots(document.body)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!parent || UNREAD.test(parent.tagName)) continue;
        const text = tidy(walker.currentNode.nodeValue);
        if (!text || !/\d/.test(text) || !lab.isVisible(parent)) continue;
        const own = tidy([...parent.childNodes].filter((one) => one.nodeType === 3).map((one) => one.nodeValue).join(" "));
        say("leaf ", parent, own || text);
      }
      for (const field of root.querySelectorAll("input, output, textarea, meter, progress"))
        if (/\d/.test(field.value || "") && lab.isVisible(field)) say("field ", field, String(field.value));
      for (const element of root.querySelectorAll("*")) {
        if (UNREAD.test(element.tagName) || !element.children.length) continue;
        const raw = element.textContent;
        if (!raw || raw.length > 600 || !/\d/.test(raw) || !lab.isVisible(element)) continue;
        const text = tidy(element.innerText || "");
        if (text && text.length <= 200 && /\d/.test(text)) say("block ", element, text);
      }
    }
    return texts;
  };
  lab.readLines = () =>
    (document.body ? document.body.innerText : "")
      .split("\n")
      .map(tidy)
      .filter(Boolean)
      .slice(0, 2000)
      .map((line) => line.slice(0, 400));
})
