/**
 * <row-picker> around a form with a table: the tick in the head ticks all rows,
 * and the bar [data-bulk] is shown while any is ticked, with the count in [data-count].
 */
export class RowPicker extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", (e) => {
      const box = e.target;
      if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
      if (box.hasAttribute("data-all")) for (const b of this.boxes()) b.checked = box.checked;
      this.show();
    });
    // Rows that were read anew keep their ticks (hx-preserve); the head does not.
    this.addEventListener("htmx:oobAfterSwap", () => { this.show(); });
    this.show();
  }

  private boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("tbody input[type=checkbox]")];
  }

  private show(): void {
    const boxes = this.boxes();
    const ticked = boxes.filter((b) => b.checked).length;
    const all = this.querySelector<HTMLInputElement>("input[data-all]");
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    const bar = this.querySelector<HTMLElement>("[data-bulk]");
    if (bar) bar.hidden = ticked === 0;
    const count = this.querySelector("[data-count]");
    if (count) count.textContent = ticked.toLocaleString(document.documentElement.lang);
  }
}
