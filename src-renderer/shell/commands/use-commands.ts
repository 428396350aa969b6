import {
  Activity,
  ChartLine,
  FileDown,
  FileText,
  FileUp,
  Keyboard,
  Languages,
  Layers,
  Lightbulb,
  Pause,
  Play,
  Plus,
  SlidersHorizontal,
  SunMoon,
} from '@lucide/vue';
import { computed, type Component, type ComputedRef } from 'vue';
import { useRouter, type RouteLocationRaw } from 'vue-router';
import { requestExport } from '../../client/requests/export-request.ts';
import { nativeShell } from '../../client/native-shell.ts';
import { useStudio } from '../../client/studio.ts';
import { useQuery } from '../../client/queries/use-query.ts';
import { filesOf } from '../../features/datasets/import/import-selection.ts';
import { useImport } from '../../features/datasets/import/use-import.ts';
import { describeModel } from '../../domain/models/describe-model.ts';
import { language, languageNames, languages } from '../../locales/language.ts';
import type { MessageKey } from '../../locales/messages.ts';
import { useLocale } from '../../locales/use-locale.ts';
import { theme, themes } from '../../ui/theme.ts';
import { pickFiles } from '../../client/files/pick-files.ts';
import { usePlaces } from '../bars/places.ts';
import type { Searchable } from '../search/search-commands.ts';
import type { EntryKind } from '../search/search-entry.ts';
import { desktopIndex, searchIndex } from '../search/search-index.ts';
import { searchWords } from '../search/search-words.ts';
import { useRunControl } from '../bars/use-run-control.ts';

type CommandGroup = 'pages' | 'actions' | EntryKind | 'runs' | 'datasets' | 'models';

export interface Command extends Searchable {
  group: CommandGroup;
  icon: Component;
  /** The detail that tells a command from others of the same name. */
  detail: string | null;
  run(): void;
}

/** All that can be done and gone to from anywhere, as of now. `openSheet`: shows the shortcuts. */
export function useCommands(openSheet: () => void): ComputedRef<Command[]> {
  const { t } = useLocale();
  const { queries, runList, access } = useStudio();
  const router = useRouter();
  const { current, turnOf, turn } = useRunControl();
  const { offerFiles } = useImport();
  const datasets = useQuery(() => queries.datasets.list.queryOptions());
  const models = useQuery(() => queries.models.list.queryOptions());

  const go = (to: RouteLocationRaw) => () => void router.push(to);
  const named = (group: CommandGroup, key: MessageKey, icon: Component, run: () => void): Command => ({
    id: key,
    group,
    title: t(key),
    keywords: searchWords(key),
    icon,
    detail: null,
    run,
  });

  const places = usePlaces();
  const pages = computed(() => places.map(({ name, label, icon }) => named('pages', label, icon, go({ name }))));

  const turning = computed((): Command[] => {
    const run = current.value;
    const possible = run && turnOf(run);
    if (run === null || possible === null) return [];
    const icon = possible === 'pause' ? Pause : Play;
    return [{ ...named('actions', `palette.${possible}`, icon, () => void turn(run)), detail: run.name }];
  });

  const exporting = computed((): Command[] => {
    const run = current.value ?? runList.runs.value?.[0];
    if (run === undefined || run.checkpointCount === 0 || !access.canTrain.value) return [];
    return [{ ...named('actions', 'palette.export', FileUp, () => requestExport(run.id)), detail: run.name }];
  });

  const beginning = computed((): Command[] => {
    if (!access.canTrain.value) return [];
    return [
      named('actions', 'palette.newRun', Plus, go({ name: 'new-run' })),
      named('actions', 'palette.newModel', Plus, go({ name: 'new-model' })),
      named('actions', 'palette.import', FileDown, () => pickFiles((files) => offerFiles(filesOf(files)))),
    ];
  });

  const actions = computed((): Command[] => [
    ...turning.value,
    ...exporting.value,
    ...beginning.value,
    ...themes
      .filter((value) => value !== theme.value)
      .map((value) => named('actions', `palette.themes.${value}`, SunMoon, () => (theme.value = value))),
    ...languages
      .filter((value) => value !== language.value)
      .map((value) => ({
        ...named('actions', 'palette.language', Languages, () => (language.value = value)),
        id: `language.${value}`,
        detail: languageNames[value],
      })),
    named('actions', 'palette.sheet', Keyboard, openSheet),
  ]);

  const entryIcons = { ideas: Lightbulb, panels: ChartLine, fields: SlidersHorizontal } satisfies Record<
    EntryKind,
    Component
  >;
  const holdings = computed(() => ({
    runs: runList.runs.value ?? [],
    datasets: datasets.data.value ?? [],
  }));
  const entries = computed(() =>
    [...searchIndex, ...(nativeShell() === null ? [] : desktopIndex)].map(({ kind, title, page, to }): Command => ({
      id: title,
      group: kind,
      title: t(title),
      keywords: searchWords(title),
      icon: entryIcons[kind],
      detail: t(page),
      run: () => void router.push({ ...router.resolve(to(holdings.value)), force: true }),
    })),
  );

  const runs = computed(() =>
    (runList.runs.value ?? []).map((run) => ({
      id: `run.${run.id}`,
      group: 'runs' as const,
      title: run.name,
      keywords: [...run.tags, run.datasetName],
      icon: Activity,
      detail: `${t(`states.${run.state}`)} · ${describeModel(run.model)}`,
      run: go({ name: 'run', params: { runId: run.id } }),
    })),
  );
  const texts = computed(() =>
    (datasets.data.value ?? []).map((dataset) => ({
      id: `dataset.${dataset.id}`,
      group: 'datasets' as const,
      title: dataset.name,
      keywords: dataset.tags,
      icon: FileText,
      detail: null,
      run: go({ name: 'dataset', params: { datasetId: dataset.id } }),
    })),
  );
  const stacks = computed(() =>
    (models.data.value ?? []).map((model) => ({
      id: `model.${model.id}`,
      group: 'models' as const,
      title: model.name === '' ? t('palette.unnamed') : model.name,
      keywords: [],
      icon: Layers,
      detail: describeModel(model.model),
      run: go({ name: 'model', params: { modelId: model.id } }),
    })),
  );

  return computed(() => [
    ...pages.value,
    ...actions.value,
    ...entries.value,
    ...runs.value,
    ...texts.value,
    ...stacks.value,
  ]);
}
