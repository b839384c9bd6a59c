/* @ and two letters: who may be meant, to be chosen by keys or a touch. */
const { people } = document.querySelector("script[data-people]").dataset;
const area = document.querySelector("textarea[name=body]");
const list = document.getElementById("found");
const NAME = /(?<![\p{L}\d@/.])@(\p{L}[\p{L} .'’-]{1,39})$/u;
let at, timer;

const typed = () => area.value.slice(0, area.selectionStart).match(NAME)?.[1];

const mark = (option) => {
  at?.removeAttribute("aria-selected");
  at = option;
  at?.setAttribute("aria-selected", true);
  area.setAttribute("aria-activedescendant", at?.id ?? "");
};

const show = (html) => {
  list.innerHTML = html; // made by the server's own template
  mark(list.firstElementChild);
};

const look = async (name) => {
  const place = `&category=${area.form.elements.category?.value ?? ""}`; // of a new thread
  const asked = people + encodeURIComponent(name) + place;
  const answer = name && (await fetch(asked).catch(() => null));
  const html = answer?.ok && !answer.redirected ? await answer.text() : "";
  if (typed() === name) show(html);
};

const choose = () => {
  const end = area.selectionStart;
  area.setRangeText(at.dataset.mention, end - typed().length - 1, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const KEYS = {
  ArrowDown: () => mark(at.nextElementSibling ?? list.firstElementChild),
  ArrowUp: () => mark(at.previousElementSibling ?? list.lastElementChild),
  Enter: choose,
  Escape: () => show(""),
};

area.setAttribute("aria-controls", list.id);
area.ariaAutoComplete = "list"; // a textarea may not be a combobox
area.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, 300, typed());
});
area.addEventListener("blur", KEYS.Escape);
area.addEventListener("keydown", (event) => {
  if (!at || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
list.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  mark(event.target.closest("li"));
  choose();
});
