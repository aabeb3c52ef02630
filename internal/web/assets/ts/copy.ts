/** <copy-link><button data-done="Copied">…</button></copy-link>: puts the page's address on the clipboard. */
export class CopyLink extends HTMLElement {
  connectedCallback(): void {
    this.hidden = !navigator.clipboard;
    this.addEventListener("click", () => void this.copy());
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.getAttribute("href") ?? location.href);
    const said = this.querySelector("[role=status]");
    if (said) said.textContent = this.dataset["done"] ?? "";
  }
}
