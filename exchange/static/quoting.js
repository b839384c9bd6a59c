/* What is selected in a post can be quoted in a reply to it: the button stands by the post's other
   actions, and the words wait in this window until the form has opened. */
const { quote, author } = document.querySelector("script[data-quote]").dataset;
const MOST = 2000; // characters, as on the server
const nameOf = (path) => `quoted ${path}`;

const offer = () => {
  const button = document.createElement("button");
  let words = "";
  let reply;

  button.type = "button";
  button.className = "act";
  button.textContent = quote;

  const proseOf = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest(".post > .prose");

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const prose = proseOf(selection.anchorNode);
    if (selection.isCollapsed) {
      setTimeout(() => {
        if (getSelection().isCollapsed && document.activeElement !== button) button.remove();
      }, 400); // a touch on the button ends the selection first
      return;
    }
    reply = prose?.parentElement.querySelector('footer a[href$="/reply"]');
    if (!reply || prose !== proseOf(selection.focusNode)) return button.remove();
    words = selection.toString().trim();
    if (button.previousElementSibling !== reply) reply.after(button);
  });

  button.addEventListener("click", () => {
    sessionStorage.setItem(nameOf(reply.pathname), words);
    location.assign(reply.href);
  });
};

const insert = () => {
  const name = nameOf(location.pathname);
  const words = sessionStorage.getItem(name)?.slice(0, MOST);
  const area = document.querySelector("textarea[name=body]");
  sessionStorage.removeItem(name);
  if (!words || !area) return;
  const lines = [author, "", ...words.split("\n")].map((line) => `> ${line}`.trimEnd());
  area.value = [area.value.trim(), lines.join("\n"), ""].filter((part, n) => part || n).join("\n\n");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
};

if (author) insert();
else offer();
