import { useTemplateRef } from 'vue';

/**
 * A menu's choice takes effect once the menu is closed and the focus is back on its button (the component's ref `trigger`): a
 * dialog that opens then takes the focus from there, and returns it there.
 */
export function useMenuChoice(): { choose(act: () => void): void; afterClose(event: Event): void } {
  const trigger = useTemplateRef<{ $el: HTMLElement }>('trigger');
  let chosen: (() => void) | null = null;
  return {
    choose(act) {
      chosen = act;
    },
    /** For the menu's `close-auto-focus`. */
    afterClose(event) {
      const act = chosen;
      if (act === null) return;
      chosen = null;
      event.preventDefault();
      trigger.value?.$el.focus();
      act();
    },
  };
}
