"""Hands on the keyboard only: Tab, Shift+Tab, Enter, Space, the arrows and typing; the focus is always seen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

_SEEN = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return true;
    if (here.matches("input[type=date], input[type=datetime-local]")) return true;  // the browser rings its inner parts
    const shows = element => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
    };
    const box = here.getBoundingClientRect();
    const around = [here, here.closest("label"), here.parentElement, here.closest(".field")].filter(Boolean);
    return box.bottom > 0 && box.top < innerHeight && around.some(shows);
}"""


class Hands:
    """Somebody who does not use a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator, *, most: int = 120) -> None:
        """Press Tab until something has the focus, seeing on each step where one is."""
        target.first.wait_for()
        for _ in range(most):
            if target.first.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(_SEEN), f"no visible focus on {self._here()} at {self.page.url}"
        raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")

    def back_to(self, target: Locator, *, most: int = 120) -> None:
        """The same with Shift+Tab."""
        for _ in range(most):
            if target.first.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"the keyboard does not come back to {target} on {self.page.url}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Go to a control and press a key on it."""
        self.to(target)
        self.page.keyboard.press(key)

    def write(self, target: Locator, words: str) -> None:
        """Go to a field and type."""
        self.to(target)
        self.page.keyboard.insert_text(words)

    def choose(self, target: Locator) -> None:
        """Reach one choice of a group with the arrows, from the one the keyboard stops at."""
        name = target.first.get_attribute("name")
        group = self.page.locator(f"input[name='{name}']")
        chosen = self.page.locator(f"input[name='{name}']:checked")
        self.to(chosen if chosen.count() else group)
        for _ in range(group.count() + 1):
            if target.first.is_checked():
                return
            self.page.keyboard.press("ArrowDown" if chosen.count() else "Space")
        raise AssertionError(f"the arrows do not reach {target}")

    def _here(self) -> str:
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
