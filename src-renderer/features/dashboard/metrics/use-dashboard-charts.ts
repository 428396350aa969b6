import { computed, ref, shallowRef, watch, type ComputedRef } from 'vue';
import type { Finding } from '../../../../src-main/contract/doctor/doctor-records.ts';
import type { RunEventRecord, RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../../src-main/contract/runs/checkpoint-records.ts';
import type { AxisRange, ChartMarks } from '../../../charts/lines/chart-line.ts';
import { halfLifeFor } from '../../../charts/panel/smooth.ts';
import { createXAxis, xAxisKinds, type XAxisKind } from '../../../charts/axes/x-axis.ts';
import { useLocale } from '../../../locales/use-locale.ts';
import { oneOf, remembered } from '../../../ui/remembered.ts';
import type { LineSource } from './chart-lines.ts';
import { divergenceEnd } from '../../../domain/training/divergence-end.ts';
import { stepScale } from '../../../domain/training/step-scale.ts';
import { useDetail } from './use-detail.ts';
import type { FollowedRun } from '../use-run.ts';

/** The state that all charts of a dashboard share: axis, zoom, crosshair, smoothing, and marks. */
export function useDashboardCharts(
  runId: string,
  { run, metrics, revision, isThinned }: FollowedRun,
  checkpoints: ComputedRef<readonly CheckpointRecord[]>,
  events: ComputedRef<readonly RunEventRecord[]>,
) {
  const locale = useLocale();
  const { t, integer } = locale;
  const kind = remembered<XAxisKind>('dashboard.axis', 'step', oneOf(xAxisKinds));
  const crosshair = ref<number | null>(null);
  const range = shallowRef<AxisRange | null>(null);
  // A range of steps means nothing on an axis of hours.
  watch(kind, () => {
    range.value = null;
    crosshair.value = null;
  });

  const chosenHalfLife = ref<number | null>(null);
  const halfLife = computed({
    get: () => chosenHalfLife.value ?? halfLifeFor(run.value?.totalSteps ?? 0),
    set: (value) => (chosenHalfLife.value = value),
  });

  const axis = computed(() => createXAxis(kind.value, locale));
  const scaleOf = (record: RunRecord, as: XAxisKind) => {
    void revision.value;
    return stepScale(as, record, metrics, events.value);
  };
  const scale = computed(() => run.value && scaleOf(run.value, kind.value));

  const pointedOut = shallowRef<Finding['region']>(null);
  /** The region that a person wanted to see, which is held until something else is pointed out. */
  const held = shallowRef<Finding['region']>(null);
  const region = computed(() => pointedOut.value ?? held.value);

  const steps = computed(() => {
    if (range.value === null || scale.value === null) return null;
    return { from: scale.value.toStep(range.value.min), to: scale.value.toStep(range.value.max) };
  });
  const detail = useDetail(runId, steps, isThinned, () => halfLife.value);
  const hasValidation = computed(() => (run.value?.train.validationFraction ?? 0) > 0);

  // Anew only when it has ended, not with every step.
  const end = computed(() => divergenceEnd(run.value?.outcome ?? null));
  const source = computed<LineSource | null>(
    () =>
      scale.value && {
        steps: detail.value ?? metrics.steps,
        epochs: metrics.epochs,
        scale: scale.value,
        halfLife: halfLife.value,
        hasValidation: hasValidation.value,
        end: end.value,
        t,
      },
  );

  const whole = computed<AxisRange | null>(() => {
    void revision.value;
    const own = metrics.steps.column('step');
    const lastStep = Math.max(own[own.length - 1] ?? 0, end.value?.step ?? 0);
    if (scale.value === null || own.length === 0 || lastStep === own[0]) return null;
    const [first, last] = scale.value.toX(Float64Array.of(own[0], lastStep));
    // From the very beginning where it is near, and where a clock does not begin in 1970.
    return { min: first > 0 && first < (last - first) / 5 ? 0 : first, max: last };
  });

  /** Grows when an epoch ends. */
  const epochCount = computed(() => {
    void revision.value;
    return metrics.epochs.length;
  });
  const marks = computed<ChartMarks>(() => {
    void epochCount.value;
    const toX = scale.value?.toX ?? ((values: Float64Array) => values);
    const sorted = checkpoints.value.toSorted((a, b) => a.step - b.step);
    const checkpointXs = toX(Float64Array.from(sorted, ({ step }) => step));
    const numbers = metrics.epochs.column('epoch').slice();
    return {
      epochs: {
        xs: toX(metrics.epochs.column('step')).slice(),
        labelOf: (index) => integer(numbers[index]),
      },
      checkpoints: sorted.map(({ id }, index) => ({ id, x: checkpointXs[index] })),
      references: [],
    };
  });

  return {
    kind,
    crosshair,
    range,
    halfLife,
    axis,
    scale,
    source,
    marks,
    whole: () => whole.value,
    /** Returns the part of a chart, by its id, that is pointed out; null means that there is none. */
    regionOf(chart: string): AxisRange | null {
      if (region.value?.chart !== chart || scale.value === null) return null;
      const [min, max] = scale.value.toX(Float64Array.of(region.value.fromStep, region.value.toStep));
      return { min, max };
    },
    /** Points out a region while it is hovered over; null ends that. */
    pointOut(wanted: Finding['region']): void {
      pointedOut.value = wanted;
      if (wanted !== null && wanted !== held.value) held.value = null;
    },
    /** Points out a region until another one is pointed out. */
    hold: (wanted: Finding['region']) => (held.value = wanted),
    /** Changes whenever there is something new to draw. */
    news: () => [revision.value, source.value],
  };
}
