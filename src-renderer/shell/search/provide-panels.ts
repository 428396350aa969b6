import { provide } from 'vue';
import { useStudio } from '../../client/studio.ts';
import { findPanelKey } from '../../domain/lessons/panel-places.ts';
import { searchIndex } from './search-index.ts';

/**
 * Lets lessons find the panels of the studio, as the search finds them; where nothing has been trained yet, on the network that comes
 * along and writes in the reader's language.
 */
export function providePanels(): void {
  const { runList, queries, queryClient } = useStudio();
  provide(findPanelKey, (title) => {
    const entry = searchIndex.find((each) => each.title === title);
    if (entry === undefined) return null;
    const runs = runList.runs.value ?? [];
    if (runs.length === 0 && entry.network !== undefined) {
      const { place, query } = entry.network;
      return { page: entry.page, to: { name: 'network', params: { networkId: 'writer', place }, query } };
    }
    const datasets = queryClient.getQueryData(queries.datasets.list.queryKey()) ?? [];
    return { page: entry.page, to: entry.to({ runs, datasets }) };
  });
}
