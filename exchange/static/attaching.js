/* Files are sent when they are chosen, pasted or dropped, and the list of them comes back. What is
   pressed meanwhile waits. */
const list = document.querySelector("[data-files]");
const form = list.closest("form");
const input = form.querySelector("[type=file]");
const line = form.querySelector("[data-sending]");
let queue = Promise.resolve();
let waiting = 0;

const send = async (files) => {
  const body = new FormData(form);
  body.delete("upload");
  for (const file of files) body.append("upload", file);
  body.set("quietly", "files");
  let said = "";
  try {
    const answer = await fetch(form.querySelector("[data-draft]").dataset.draft, { method: "POST", body });
    if (![200, 422].includes(answer.status)) throw new Error(answer.status);
    const html = await answer.text();
    const typed = [...list.querySelectorAll("[type=text]")]; // while they were on their way
    list.innerHTML = html; // made by the server's own template
    for (const { id, value } of typed) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
  } catch {
    said = line.dataset.failed;
  }
  waiting -= 1;
  line.textContent = said;
};

const add = (files) => {
  const some = [...files];
  waiting += 1;
  line.textContent = line.dataset.sending;
  queue = queue.then(() => send(some));
};

form.querySelector("[data-attach]").hidden = true;
form.addEventListener("change", (event) => {
  if (event.target.name === "remove") add([]);
  if (event.target !== input) return;
  add(input.files);
  input.value = "";
});
form.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
});
for (const [name, of] of [["paste", "clipboardData"], ["drop", "dataTransfer"]]) {
  form.addEventListener(name, (event) => {
    if (!event[of].files.length) return;
    event.preventDefault();
    add(event[of].files);
  });
}
addEventListener("submit", (event) => {
  if (event.target !== form || !waiting) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  queue.then(() => form.requestSubmit(event.submitter));
}, true);
