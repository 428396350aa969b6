import { Activity, Eye, FileText, GraduationCap, House, Layers, PenLine, Settings } from '@lucide/vue';
import type { Component } from 'vue';
import { useRouter } from 'vue-router';
import type { MessageKey } from '../../locales/messages.ts';

export interface Place {
  /** The name of its route. */
  name: string;
  label: MessageKey;
  icon: Component;
  /** Addresses that begin so are within this place. */
  within: string;
}

const all: readonly Place[] = [
  { name: 'start', label: 'shell.start', icon: House, within: '/start' },
  { name: 'datasets', label: 'shell.datasets', icon: FileText, within: '/datasets' },
  { name: 'models', label: 'shell.models', icon: Layers, within: '/models' },
  { name: 'runs', label: 'shell.runs', icon: Activity, within: '/runs' },
  { name: 'playground', label: 'shell.playground', icon: PenLine, within: '/playground' },
  { name: 'insight', label: 'shell.insight', icon: Eye, within: '/insight' },
  { name: 'lessons', label: 'shell.lessons', icon: GraduationCap, within: '/lessons' },
  { name: 'settings', label: 'shell.settings', icon: Settings, within: '/settings' },
];

/** The destinations of the sidebar, as far as this build of the studio has them. */
export function usePlaces(): Place[] {
  const router = useRouter();
  return all.filter(({ name }) => router.hasRoute(name));
}
