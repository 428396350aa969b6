import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { expect } from 'vitest';
import { loadRouteLocation } from 'vue-router';
import { connect } from '../../../src-renderer/client/connection/connect.ts';
import { provideStudio } from '../../../src-renderer/client/studio.ts';
import { language } from '../../../src-renderer/locales/language.ts';
import AppShell from '../../../src-renderer/shell/AppShell.vue';
import { router } from '../../../src-renderer/shell/router.ts';
import { closeToast, toasts } from '../../../src-renderer/ui/messages/toasts.ts';
import type { FakeHost } from './fake-host.ts';

export interface MountedStudio {
  wrapper: VueWrapper;
  /** The first element with this role's tag and name, dialogs included. Fails where there is none. */
  button(name: string | RegExp): HTMLButtonElement;
  field(label: string | RegExp): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  fill(label: string, text: string): Promise<void>;
  click(name: string | RegExp): Promise<void>;
  text(): string;
  /** Takes the studio away. Fails if Vue had to warn of anything, such as an attribute that no element got. */
  unmount(): void;
}

/** Pages are loaded when they are first wanted; of these, where most tests go, each is there at once. */
const loadedPages = ['/datasets', '/datasets/any', '/runs', '/runs/new', '/settings'];

/** The whole studio at an address, in English, against a host in memory. */
export async function mountStudio(host: FakeHost, address: string): Promise<MountedStudio> {
  language.value = 'en';
  const connection = connect(host.open);
  await Promise.all(loadedPages.map((page) => loadRouteLocation(router.resolve(page))));
  await router.push(address);
  const warnings: string[] = [];
  const wrapper = mount(AppShell, {
    attachTo: document.body,
    global: {
      plugins: [router, { install: (app) => void provideStudio(app, connection) }],
      // This DOM has no canvas to draw on, and a page that is opened by a button may come with a chart before the test ends.
      stubs: { LineChart: true, HeatMap: true },
      config: { warnHandler: (message) => warnings.push(message) },
    },
  });
  await settle();

  const matches = (text: string, name: string | RegExp) =>
    typeof name === 'string' ? text.trim() === name : name.test(text.trim());
  const button = (name: string | RegExp) => {
    const all = [...document.querySelectorAll('button')];
    const found = all.find((element) => matches(element.getAttribute('aria-label') ?? element.textContent, name));
    if (found === undefined)
      throw new Error(`No button ${String(name)} in: ${all.map((b) => b.textContent.trim()).join(' | ')}`);
    return found;
  };
  const field: MountedStudio['field'] = (label) => {
    const found = [...document.querySelectorAll('label')].find((element) => matches(element.textContent, label));
    const control = found && document.getElementById(found.htmlFor);
    if (
      control instanceof HTMLInputElement ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement
    ) {
      return control;
    }
    throw new Error(`No field ${String(label)}`);
  };
  return {
    wrapper,
    button,
    field,
    async fill(label, text) {
      const control = field(label);
      control.value = text;
      control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      await settle();
    },
    async click(name) {
      button(name).click();
      await settle();
    },
    text: () => document.body.textContent,
    unmount() {
      wrapper.unmount();
      toasts.value.forEach(({ id }) => closeToast(id));
      connection.close();
      document.body.innerHTML = '';
      expect(warnings).toEqual([]);
    },
  };
}

/** Lets promises and Vue finish, the router's lazily loaded pages included. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await flushPromises();
}
