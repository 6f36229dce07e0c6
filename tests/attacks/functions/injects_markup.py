"""Prints markup, formulas, control characters and letters that turn the line round."""


def attack(world):
    print("<script>alert(1)</script></script><img src=x onerror=alert(2)>")
    print("=cmd|'/C calc'!A0 @SUM(1) +1 -1 \x1b[2J\x1b]0;owned\x07 \u202egnp.exe\u202c")
    print("::stop-commands::x\n::error::no\n%0A::notice::yes")
    raise ValueError("<script>alert(3)</script>=HYPERLINK(1)")
