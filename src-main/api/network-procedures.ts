import type { Networks } from '../networks/networks.ts';
import type { Implementer } from './implementer.ts';

export function networkProcedures({ networks: api }: Implementer, networks: Networks) {
  return {
    list: api.list.handler(() => networks.list()),
    open: api.open.handler(({ input }) => networks.open(input.networkId, input.name)),
    remove: api.remove.handler(({ input }) => networks.remove(input.networkId)),
  };
}
