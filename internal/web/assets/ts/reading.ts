// Loaded on reading pages only: choosing a passage with mouse or finger. The
// button on every paragraph does the same without it.
import { createTextAnnotator, type TextAnnotation } from "@recogito/text-annotator";

const context = 32; // code points kept before and after the quotation

/**
 * <draft-text compose="ID"> around the nodes of a version. Each node is an
 * element [data-node] whose [data-content] holds the node's text and nothing
 * else; where there are two, the heading and the text, a new line stands between. When a passage is chosen, the form with that id receives node, exact,
 * prefix, suffix, start and end (offsets in code points of the node's text),
 * and the event "passage" is sent from the element.
 */
class DraftText extends HTMLElement {
  connectedCallback(): void {
    // Opened by a paragraph's button, the form is there to be written into. The
    // browser goes to the paragraph that the address names, after it has loaded.
    const form = document.getElementById(this.getAttribute("compose") ?? "");
    if (form instanceof HTMLFormElement && new URLSearchParams(location.search).has("compose")) {
      window.addEventListener("load", () => setTimeout(() => begin(form)), { once: true });
    }
    const annotator = createTextAnnotator<TextAnnotation, TextAnnotation>(this, {
      renderer: "SPANS", // the other renderer writes a style element, which the policy forbids
      dismissOnNotAnnotatable: "ALWAYS",
      // ochre, as mark.sel; clear enough on light and on dark paper
      style: { fill: "#c58a1a", fillOpacity: 0.3, underlineColor: "#a06a08", underlineThickness: 2 },
    });
    let last = "";
    annotator.on("createAnnotation", (made) => {
      if (last) annotator.removeAnnotation(last); // one passage at a time
      last = made.id;
      const range = made.target.selector[0]?.range;
      if (range) this.choose(range);
    });
  }

  private choose(range: Range): void {
    const start = range.startContainer.parentElement?.closest<HTMLElement>("[data-content]");
    const node = start?.closest<HTMLElement>("[data-node]");
    if (!start || !node) return;
    const parts = [...node.querySelectorAll<HTMLElement>("[data-content]")];
    const at = parts.indexOf(start);
    if (at < 0) return;
    const within = document.createRange();
    within.selectNodeContents(start);
    within.setEnd(range.startContainer, range.startOffset);
    // A heading and the text under it are one node's words, on two lines.
    const ahead = parts.slice(0, at).map((p) => `${p.textContent ?? ""}\n`).join("");
    const before = ahead + within.toString();
    const text = parts.map((p) => p.textContent ?? "").join("\n");
    const rest = (start.textContent ?? "").length - within.toString().length;
    const exact = text.slice(before.length, before.length + Math.min(range.toString().length, rest));
    const after = text.slice(before.length + exact.length);
    const passage: Record<string, string> = {
      node: node.dataset["node"] ?? "",
      exact,
      prefix: [...before].slice(-context).join(""),
      suffix: [...after].slice(0, context).join(""),
      start: String([...before].length),
      end: String([...before].length + [...exact].length),
    };
    const form = document.getElementById(this.getAttribute("compose") ?? "");
    if (form instanceof HTMLFormElement) {
      const holder = form.closest(".notes");
      if (holder && !holder.contains(node)) node.after(holder); // it stands beside what was chosen
      fill(form, passage);
    }
    this.dispatchEvent(new CustomEvent("passage", { bubbles: true, detail: passage }));
  }
}

function fill(form: HTMLFormElement, passage: Record<string, string>): void {
  for (const [name, value] of Object.entries(passage)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
  }
  const quote = form.querySelector("blockquote");
  if (quote) quote.textContent = passage["exact"] ?? "";
  form.hidden = false;
  begin(form);
}

/** begin puts the cursor where the kind of comment that is chosen is written. */
function begin(form: HTMLFormElement): void {
  const kind = form.elements.namedItem("kind");
  const words = kind instanceof RadioNodeList && ["replace", "add"].includes(kind.value) ? "after" : "text";
  const field = form.elements.namedItem(words);
  if (field instanceof HTMLTextAreaElement) field.focus();
}

customElements.define("draft-text", DraftText);
