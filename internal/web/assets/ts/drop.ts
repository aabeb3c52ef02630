/**
 * <file-drop data-chosen="{n} files, {size} MB">: files dragged over it go into
 * the file input inside; [role=status] says what was chosen.
 */
export class FileDrop extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    if (!input) return;
    for (const name of ["dragenter", "dragover"]) {
      this.addEventListener(name, (e) => {
        e.preventDefault();
        this.toggleAttribute("data-over", true);
      });
    }
    for (const name of ["dragleave", "drop"]) {
      this.addEventListener(name, () => this.toggleAttribute("data-over", false));
    }
    this.addEventListener("drop", (e) => {
      e.preventDefault();
      if (!e.dataTransfer?.files.length) return;
      input.files = e.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", () => this.say(input));
  }

  private say(input: HTMLInputElement): void {
    const said = this.querySelector("[role=status]");
    const files = [...(input.files ?? [])];
    if (!said) return;
    const megabytes = files.reduce((sum, f) => sum + f.size, 0) / (1 << 20);
    const size = megabytes.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    said.textContent = files.length === 0 ? "" : (this.dataset["chosen"] ?? "").replace("{n}", String(files.length)).replace("{size}", size);
  }
}
