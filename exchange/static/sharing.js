/* A link to a post is copied with one click, or handed on as the telephone hands things on. Where
   neither can be done it is a link like any other. */
const { copied } = document.querySelector("script[data-copied]").dataset;
const said = document.createElement("span");
const byHand = Boolean(navigator.share) && matchMedia("(pointer: coarse)").matches;
let waiting;

said.className = "act";
said.setAttribute("role", "status");

const say = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    said.textContent = copied; // after it stands there: then it is read out
    waiting = setTimeout(() => said.remove(), 6000);
  }, 100);
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-share]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || !(byHand || navigator.clipboard)) return;
  event.preventDefault();
  try {
    if (byHand) return await navigator.share({ title: document.title, url: link.href });
    await navigator.clipboard.writeText(link.href);
    said.textContent = "";
    link.after(said);
    say();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(link.href); // closed again is no failure
  }
});
