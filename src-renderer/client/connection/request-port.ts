import type { PortKind, PortMessage, WindowBridge } from '../../../src-main/contract/window-bridge.ts';

/** A port to the host or to the main process, once there is one. Rejects where the main process refuses. */
export function requestPort(bridge: WindowBridge, kind: PortKind): Promise<MessagePort> {
  const requestId = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const listen = ({ source, origin, data, ports: [port] }: MessageEvent<unknown>) => {
      if (source !== window || origin !== location.origin || !isPortMessage(data) || data.requestId !== requestId)
        return;
      window.removeEventListener('message', listen);
      if (port === undefined) reject(new Error('The studio’s host does not answer.'));
      else resolve(port);
    };
    window.addEventListener('message', listen);
    bridge.requestPort(kind, requestId);
  });
}

function isPortMessage(data: unknown): data is PortMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'kioku-port';
}
