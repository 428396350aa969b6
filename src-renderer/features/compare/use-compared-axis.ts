import { computed, ref, shallowRef, watch } from 'vue';
import { createXAxis, xAxisKinds, type XAxisKind } from '../../charts/axes/x-axis.ts';
import type { AxisRange } from '../../charts/lines/chart-line.ts';
import { useLocale } from '../../locales/use-locale.ts';

/** Runs began at different times, so that the clock tells nothing. */
const kinds = xAxisKinds.filter((kind) => kind !== 'wall');

/** The axis, the crosshair and the part that is shown, which all charts of a comparison have in common. */
export function useComparedAxis() {
  const locale = useLocale();
  const kind = ref<XAxisKind>('epoch');
  const axis = computed(() => createXAxis(kind.value, locale));
  const axisOptions = computed(() => kinds.map((value) => ({ value, label: locale.t(`charts.axes.${value}`) })));
  const crosshair = ref<number | null>(null);
  const range = shallowRef<AxisRange | null>(null);
  watch(kind, () => (range.value = null));
  return { kind, axis, axisOptions, crosshair, range };
}
