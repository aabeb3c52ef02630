// Opening and closing dialogs where the browser does not yet know
// <button command="show-modal" commandfor="id">.

if (!("command" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (e) => {
    const button = e.target instanceof Element ? e.target.closest<HTMLButtonElement>("button[commandfor]") : null;
    const dialog = button && document.getElementById(button.getAttribute("commandfor") ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    const command = button?.getAttribute("command");
    if (command === "show-modal") dialog.showModal();
    if (command === "close") dialog.close();
  });
}

// A dialog that came back with a fault in its form is open at once; with a
// script it also holds the focus.
function lift(part: ParentNode): void {
  const dialog = part.querySelector<HTMLDialogElement>("dialog[open][data-lift]");
  if (!dialog || dialog.matches(":modal")) return;
  dialog.close();
  dialog.showModal();
}
document.addEventListener("DOMContentLoaded", () => lift(document));
document.addEventListener("htmx:load", (e) => lift((e as CustomEvent<{ elt: Element }>).detail.elt));

export {};
