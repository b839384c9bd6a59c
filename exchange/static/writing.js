/* A text that is being written is kept as a draft, so that no closed window loses it. */
const line = document.querySelector("[data-draft]");
const form = line.closest("form");
const PAUSE = 3000; // milliseconds without a key pressed

let changed = "changed" in line.dataset;
let timer;

const say = (words) => {
  if (line.textContent !== words) line.textContent = words; // said aloud only if it is news
};

const isEmpty = () =>
  [...form.querySelectorAll("textarea, input[type=text]")].every((field) => !field.value.trim());

const keep = async (leaving) => {
  clearTimeout(timer);
  if (!changed || isEmpty()) return;
  changed = false;
  const body = new FormData(form);
  body.set("quietly", "1");
  try {
    const answer = await fetch(line.dataset.draft, { method: "POST", body, keepalive: leaving });
    if (!answer.ok) throw new Error(answer.status);
    say(await answer.text());
  } catch {
    changed = true;
    say(line.dataset.failed);
    if (leaving) keep(false); // a long text is refused where it should outlive its page
  }
};

form.addEventListener("input", () => {
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE, false);
});
if (changed) timer = setTimeout(keep, PAUSE, false);

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep(true);
});
addEventListener("pagehide", () => keep(true));

/* What is sent, or let go, is not kept as well. */
document.addEventListener("submit", (event) => {
  if (event.target === form || "discard" in (event.submitter?.dataset ?? {})) {
    clearTimeout(timer);
    changed = false;
  }
});
