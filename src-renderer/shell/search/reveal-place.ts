/** How long a page may take until it shows what was looked for there. */
const giveUpMs = 15_000;

/**
 * Brings the control, panel or heading of this name into view and gives it the focus, as soon as it is there: pages load their data first. What is
 * folded around it opens. The signal ends the wait.
 */
export function revealPlace(root: HTMLElement, name: string, signal: AbortSignal): void {
  const attempt = () => {
    const place = findPlace(root, name);
    if (place === null) return false;
    show(place);
    return true;
  };
  if (signal.aborted || attempt()) return;
  const observer = new MutationObserver(() => attempt() && stop());
  const timer = setTimeout(stop, giveUpMs);
  function stop(): void {
    observer.disconnect();
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
  signal.addEventListener('abort', stop);
  observer.observe(root, { childList: true, subtree: true, characterData: true });
}

const controls = 'input, select, textarea, button, [role="slider"], [role="combobox"]';
const headings = 'h2, h3, h4, legend, dt, caption, th';

/** A control by its label or name comes before a heading that says the same. */
export function findPlace(root: ParentNode, name: string): HTMLElement | null {
  const all = <T extends HTMLElement>(selector: string) => [...root.querySelectorAll<T>(selector)];
  const label = all<HTMLLabelElement>('label').find((each) => textOf(each) === name);
  const labelled = label && (label.control ?? root.querySelector<HTMLElement>(`#${CSS.escape(label.htmlFor)}`));
  return (
    labelled ??
    all(controls).find((each) => each.getAttribute('aria-label') === name) ??
    all('button, a, summary, [role="tab"]').find((each) => textOf(each) === name) ??
    all(headings).find((each) => textOf(each) === name) ??
    null
  );
}

const textOf = ({ textContent }: HTMLElement) => textContent.replaceAll(/\s+/g, ' ').trim();

function show(place: HTMLElement): void {
  for (
    let folded = place.closest('details');
    folded !== null;
    folded = folded.parentElement?.closest('details') ?? null
  )
    folded.open = true;
  const hidden = place.closest('[hidden="until-found"]');
  hidden?.dispatchEvent(new Event('beforematch', { bubbles: true }));
  if (!place.matches(`${controls}, a, summary, [tabindex]`)) place.tabIndex = -1;
  place.classList.add('sought');
  place.addEventListener('blur', () => place.classList.remove('sought'), { once: true });
  // A part that has just been unfolded is laid out in the next frame.
  requestAnimationFrame(() => {
    place.scrollIntoView({ block: 'center' });
    place.focus({ preventScroll: true });
  });
}
