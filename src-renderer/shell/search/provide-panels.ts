import { provide } from 'vue';
import { useStudio } from '../../client/studio.ts';
import { findPanelKey } from '../../domain/lessons/panel-places.ts';
import { searchIndex } from './search-index.ts';

/** Lets lessons find the panels of the studio, as the search finds them. */
export function providePanels(): void {
  const { runList, queries, queryClient } = useStudio();
  provide(findPanelKey, (title) => {
    const entry = searchIndex.find((each) => each.title === title);
    if (entry === undefined) return null;
    const datasets = queryClient.getQueryData(queries.datasets.list.queryKey()) ?? [];
    return { page: entry.page, to: entry.to({ runs: runList.runs.value ?? [], datasets }) };
  });
}
