// The keyboard. A page names its keys in the markup:
//   data-key="g d"    on a link, button or field: pressed, or focused, by that sequence
//   data-rows         on a list or table: j and k (inside it, the arrows) walk its [data-row], Enter opens, x ticks
// "/" goes to the search box and "?" opens the list of keys on every page.

const pause = 1200; // milliseconds within which a sequence must be finished
const typing = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

/** Listens to the whole page. */
export function installKeys(): void {
  let begun = "";
  let timer = 0;
  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.isComposing || e.altKey || e.metaKey) return;
    const target = e.target instanceof Element ? e.target : document.body;
    const name = (e.ctrlKey ? "Ctrl+" : "") + e.key;
    if (e.ctrlKey && e.key !== "Enter") return;
    if (!e.ctrlKey && target.closest(typing)) return;
    clearTimeout(timer);
    const sequence = begun ? `${begun} ${name}` : name;
    begun = "";
    if (press(sequence, e.repeat) || (sequence !== name && press(name, e.repeat)) || walk(name, target)) {
      e.preventDefault();
    } else if (begins(sequence)) {
      begun = sequence;
      timer = window.setTimeout(() => { begun = ""; }, pause);
    }
  });
}

function holders(): HTMLElement[] {
  const top = [...document.querySelectorAll<HTMLDialogElement>("dialog:modal")].at(-1) ?? document;
  return [...top.querySelectorAll<HTMLElement>("[data-key]")];
}

function begins(sequence: string): boolean {
  return holders().some((h) => h.dataset["key"]?.startsWith(`${sequence} `));
}

/** A key that is held down leads on along links, and presses no button again: the page after this one has the same. */
function press(sequence: string, held: boolean): boolean {
  const found = holders().find((h) => h.dataset["key"] === sequence && !h.matches(":disabled"));
  if (!found) return false;
  if (found.matches(typing)) found.focus();
  else if (!held || found.matches("a")) found.click();
  return true;
}

function walk(name: string, target: Element): boolean {
  const list = target.closest("[data-rows]") ?? document.querySelector("[data-rows]");
  const arrow = { ArrowDown: "j", ArrowUp: "k" }[name];
  if (arrow && target.closest("[data-row]")) name = arrow;
  if (!list || (name !== "j" && name !== "k" && name !== "x")) return false;
  const rows = [...list.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex((r) => r.contains(document.activeElement));
  if (name === "x" && at < 0 && rows[0]?.querySelector("input[type=checkbox]")) { // nothing to tick yet: go to where there is
    landing(rows[0]).focus();
    return true;
  }
  if (name === "x") {
    const box = rows[at]?.querySelector<HTMLInputElement>("input[type=checkbox]");
    box?.click();
    if (box) landing(rows[at] as HTMLElement).focus();
    return Boolean(box);
  }
  const next = name === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
  const row = rows[next];
  if (!row) return false;
  landing(row).focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

/** What takes the focus in a row: its link, else its tick, else the row. */
function landing(row: HTMLElement): HTMLElement {
  const inside = row.matches("a, button") ? row : row.querySelector<HTMLElement>("a, button, input");
  if (inside) return inside;
  row.tabIndex = -1;
  return row;
}
