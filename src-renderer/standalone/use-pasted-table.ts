import { computed, ref, watch } from 'vue';
import { useLocale } from '../locales/use-locale.ts';
import { columnOfNames, otherColumns, type TableColumns } from './network/pasted-table.ts';
import { isTableProblem } from './network/table-problem.ts';

/** The state of a table that a person pastes. `names` are series that the network knows; a column that has only them is chosen by itself. */
export function usePastedTable(columns: TableColumns, names: readonly string[]) {
  const { t } = useLocale();
  const text = ref('');
  const seriesColumn = ref('');
  const problem = ref<string | null>(null);
  const others = computed(() => otherColumns(text.value, columns));

  watch(text, () => {
    if (others.value.includes(seriesColumn.value)) return;
    seriesColumn.value = columnOfNames(text.value, others.value, names) ?? '';
  });

  /** The first row of such a table. */
  const header = [...(columns.time === null ? [] : [columns.time.name]), ...columns.columns.map(({ name }) => name)];

  function say(error: unknown): void {
    if (error === null) problem.value = null;
    else if (isTableProblem(error)) problem.value = t(`page.table.problems.${error.code}`, error.values);
    else problem.value = t('errors.unexpected', { message: error instanceof Error ? error.message : String(error) });
  }

  return { text, seriesColumn, others, problem, header, say };
}
