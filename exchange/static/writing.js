/* A text that is being written is kept as a draft, so that no closed window loses it; and it is
   sent from here, so that a lost connection leaves it where it is. */
const line = document.querySelector("[data-draft]");
const form = line.closest("form");
const PAUSE = 3000; // milliseconds without a key pressed
const PATIENCE = 60000; // milliseconds for an answer
const AGAIN = 15000; // milliseconds after which a server that did not answer is asked again
const LONG = 20000; // characters: more may be refused where they should outlive their page

let changed = false;
let failed = false;
let isSending = false;
let timer;
let waiting; // a text that goes by itself when the line is back

const say = (words) => {
  if (line.textContent !== words) line.textContent = words; // said aloud only if it is news
};

const texts = () =>
  [...form.querySelectorAll("textarea, input[type=text]")].map((field) => field.value.trim());

/* Leaving saves the text; only where that has failed, or may, one is asked first. */
const warn = (event) => {
  if (failed || texts().join("").length > LONG) event.preventDefault();
};

const note = (isChanged) => {
  changed = isChanged && texts().some(Boolean);
  if (changed) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
};

const post = (address, more) => {
  const body = new FormData(form);
  body.set("quietly", "1");
  return fetch(address, { method: "POST", body, ...more });
};

const keep = async (leaving) => {
  clearTimeout(timer);
  if (!changed) return;
  changed = false;
  let answer;
  try {
    answer = await post(line.dataset.draft, { keepalive: leaving });
    if (!answer.ok) throw new Error(answer.status);
    failed = false;
    note(changed); // by what was typed meanwhile
    say(await answer.text());
  } catch {
    failed = true;
    note(true);
    say(line.dataset.failed);
    if (leaving) keep(false);
    else if (!(answer?.status < 500)) timer = setTimeout(keep, AGAIN, false);
  }
};

const later = () => {
  clearTimeout(timer);
  note(true);
  timer = setTimeout(keep, PAUSE, false);
};

form.addEventListener("input", later);
form.addEventListener("input", () => {
  if (!waiting) return;
  waiting = clearTimeout(waiting); // what is being changed does not go by itself
  say(line.dataset.offline);
});
if ("changed" in line.dataset) later();

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep(true);
});
addEventListener("pagehide", () => keep(true));
addEventListener("online", () => (waiting ? send() : keep(false)));

const goTo = (address) => {
  const to = new URL(address, location.href);
  note(false);
  if (to.pathname + to.search !== location.pathname + location.search) location.assign(to);
  else {
    form.reset(); // what stands here is posted
    history.pushState(null, "", to); // a page that answered a form would be asked for with that form
    history.scrollRestoration = "manual"; // else the form is in sight again, not what was posted
    location.reload();
  }
};

/* Once by itself, when the line is back or the server may be. */
const wait = () => {
  say(line.dataset.waits);
  waiting = setTimeout(() => navigator.onLine && send(), AGAIN);
};

/* However often it is pressed: the form's own id makes it one post. */
const send = async () => {
  const isAgain = waiting;
  waiting = clearTimeout(waiting);
  isSending = true;
  try {
    const answer = await post(form.action, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 201) goTo(await answer.text());
    else {
      note(false);
      form.submit(); // it was refused, and is again: now with the page that says why
    }
  } catch {
    isSending = false;
    failed = true;
    note(true);
    if (isAgain) say(line.dataset.offline);
    else wait();
  }
};

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  const isPosted = button?.name !== "preview" && !button?.hasAttribute("formaction");
  if (isPosted || !navigator.onLine) event.preventDefault();
  if (isSending) return;
  clearTimeout(timer);
  if (!navigator.onLine) {
    if (!isPosted) say(line.dataset.offline);
    else if (!waiting) wait();
  } else if (isPosted) send();
  else note(false);
});

/* A draft that is let go is not kept again. */
document.addEventListener("submit", (event) => {
  if ("discard" in (event.submitter?.dataset ?? {})) {
    clearTimeout(timer);
    note(false);
  }
});
addEventListener("pageshow", () => {
  isSending = false;
  if (history.scrollRestoration !== "manual") return;
  history.scrollRestoration = "auto";
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
});
