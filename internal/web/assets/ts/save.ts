/**
 * <auto-save> around a form: what is written in it is sent to the form's own
 * address a moment after the last keystroke, with autosave=1, and answered in
 * JSON: {rev, said}. The fields are never touched, so no keystroke is lost; the
 * revision goes into the field "rev", the sentence into #saved. Two sendings
 * never cross, and the form itself waits for the one that is under way.
 */
export class AutoSave extends HTMLElement {
  private timer = 0;
  private dirty = false;
  private stopped = false;
  private going?: Promise<void> | undefined;

  connectedCallback(): void {
    this.addEventListener("input", () => this.later());
    this.addEventListener("change", () => this.later());
    this.addEventListener("submit", this.submitted, true);
    addEventListener("pagehide", this.left);
  }

  disconnectedCallback(): void {
    removeEventListener("pagehide", this.left);
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  private later(): void {
    this.dirty = true;
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = window.setTimeout(() => void this.save(), 700);
  }

  private async save(): Promise<void> {
    await this.going;
    if (!this.dirty || this.stopped) return;
    this.going = this.send();
    await this.going;
    this.going = undefined;
    if (this.dirty) this.later();
  }

  private body(form: HTMLFormElement): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    fields.set("autosave", "1");
    return fields;
  }

  private async send(): Promise<void> {
    const form = this.form;
    if (!form) return;
    this.dirty = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: this.body(form), headers: { Accept: "application/json" } });
      const said = (await answer.json()) as { rev?: number; said?: string; detail?: string };
      if (answer.ok) {
        const rev = form.elements.namedItem("rev");
        if (rev instanceof HTMLInputElement) rev.value = String(said.rev ?? rev.value);
        const name = form.dataset["keep"];
        if (!this.dirty && name) document.dispatchEvent(new CustomEvent("kept", { detail: { value: name } }));
      } else {
        this.stopped = answer.status < 500; // it will not get better by itself
        this.dirty = true;
      }
      this.say(said.said ?? said.detail ?? "", !answer.ok);
    } catch {
      this.dirty = true;
      this.say(form.dataset["offline"] ?? "", true);
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.save(), 5000);
    }
  }

  private say(words: string, bad: boolean): void {
    const place = document.getElementById("saved");
    if (!place || !words) return;
    place.textContent = words;
    place.classList.toggle("bad", bad);
  }

  /** The form waits for what is under way: it would meet a revision it does not know. */
  private submitted = (e: SubmitEvent): void => {
    clearTimeout(this.timer);
    const form = this.form;
    this.dirty = false;
    if (!this.going || !form) return;
    e.preventDefault();
    e.stopPropagation();
    const by = e.submitter;
    void this.going.then(() => {
      this.going = undefined;
      form.requestSubmit(by);
    });
  };

  /** Somebody goes on to another page within the moment: what they wrote goes along. */
  private left = (): void => {
    const form = this.form;
    if (!form || !this.dirty || this.stopped || this.going) return;
    void fetch(form.action, { method: "POST", body: this.body(form), keepalive: true });
  };
}

// A button with data-insert puts its words into a field at the cursor; without
// script it sends the form, and the server adds them.
document.addEventListener("click", (e) => {
  const button = e.target instanceof Element ? e.target.closest<HTMLButtonElement>("button[data-insert]") : null;
  const field = button?.form?.elements.namedItem(button.dataset["into"] ?? "");
  if (!button || !(field instanceof HTMLTextAreaElement)) return;
  e.preventDefault();
  const before = field.value.slice(0, field.selectionStart);
  const space = before === "" || /\s$/.test(before) ? "" : " ";
  field.focus();
  field.setRangeText(space + (button.dataset["insert"] ?? ""), field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
