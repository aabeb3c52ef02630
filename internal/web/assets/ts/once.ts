// A form is sent once: a second click while the answer is under way does
// nothing. The server keeps its own guard; this spares the person the question.

const patience = 10_000; // milliseconds

document.addEventListener("submit", (e) => {
  const form = e.target;
  if (!(form instanceof HTMLFormElement) || e.defaultPrevented || form.method.toLowerCase() === "get") return;
  if (form.dataset["sent"]) {
    e.preventDefault();
    return;
  }
  form.dataset["sent"] = "1";
  setTimeout(() => { delete form.dataset["sent"]; }, patience); // the answer may be a file, and the page stays
});

function again(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset["sent"];
}
window.addEventListener("pageshow", again); // back from the next page
document.addEventListener("htmx:afterRequest", again);

export {};
