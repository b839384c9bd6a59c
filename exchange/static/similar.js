/* While a title is typed: what there is about the same. */
const place = document.querySelector("[data-similar]");
const title = document.getElementById("title");
const PAUSE = 800; // milliseconds
const ENOUGH = 12; // letters

let timer;
let asked = title.value;

const look = async () => {
  if (title.value === asked || title.value.trim().length < ENOUGH) return;
  asked = title.value;
  const address = `${place.dataset.similar}?title=${encodeURIComponent(asked)}`;
  try {
    const answer = await fetch(address);
    if (!answer.ok || title.value !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-found]");
    place.replaceChildren(...(found ? [document.adoptNode(found)] : []));
    // Whoever writes on below may have been pushed out of the window.
    document.activeElement.scrollIntoView({ block: "nearest", behavior: "instant" });
  } catch {
    asked = ""; // no connection: asked again with the next key
  }
};

title.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});
