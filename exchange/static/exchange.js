/* Comfort for those who have script; every page works without it. */

/* A form came back: go to what is wrong with it. (autofocus does the same in newer browsers.) */
document.querySelector("[data-focus]")?.focus();

/* A textarea grows with its text where CSS alone cannot do it. */
if (!CSS.supports("field-sizing", "content")) {
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  document.querySelectorAll("textarea:not([readonly])").forEach(grow);
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) grow(event.target);
  });
}

/* Menus close on a click elsewhere, when the focus leaves them, and on Escape. */
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

const closeUnless = (target) => {
  for (const menu of openMenus()) {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  }
};

document.addEventListener("click", (event) => closeUnless(event.target));
document.addEventListener("focusin", (event) => closeUnless(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  }
});

/* A button sends once; it is given back if the page returns from the browser's memory. */
const pressed = new Set();

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || event.target.method === "get") return;
  setTimeout(() => {
    button.disabled = true; // only now: a disabled button's own value would not be sent
    pressed.add(button);
  });
});
addEventListener("pageshow", () => {
  for (const button of pressed) button.disabled = false;
  pressed.clear();
});
