/* What is selected in a post can be quoted: the button stands by the post's other actions. Where a
   reply is being written on the page the words go there; else they wait in this window until the
   form of a reply to that post has opened. */
const { quote, author } = document.querySelector("script[data-quote]").dataset;
const area = document.querySelector("textarea[name=body]");
const MOST = 2000; // characters, as on the server
const nameOf = (path) => `quoted ${path}`;

/* Where the cursor stands; in a text where it was never put anywhere, at the end. */
const put = (spoken, words) => {
  const at = area.selectionEnd || area.value.length;
  const before = area.value.slice(0, at);
  const gap = before.trim() && "\n\n".slice(/\n*$/.exec(before)[0].length);
  const lines = [spoken, "", ...words.slice(0, MOST).split("\n")].map((line) => `> ${line}`.trimEnd());
  area.focus();
  area.setSelectionRange(at, at);
  // The one way that an "undo" takes back.
  document.execCommand("insertText", false, `${gap}${lines.join("\n")}\n\n`);
};

/* The line over the words, as the server writes it. */
const spokenIn = (reply) => {
  const name = reply.closest(".post").querySelector(".who").textContent;
  const post = reply.pathname.split("/").at(-2);
  return `**[${name.replace(/[\\`*_[\]<>&~]/g, "\\$&")}](${location.origin}/posts/${post}):**`;
};

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
    if (area?.value.trim()) return put(spokenIn(reply), words);
    sessionStorage.setItem(nameOf(reply.pathname), words);
    location.assign(reply.href);
  });
};

const insert = () => {
  const name = nameOf(location.pathname);
  const words = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  if (words && area) put(author, words);
};

if (author) insert();
else offer();
