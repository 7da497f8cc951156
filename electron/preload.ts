import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, type ShellBridge } from '../shared/bridge/shell-bridge.ts';

/** The page's only way out: the bridge's two channels. Both ends check what passes through them. */
const shell: ShellBridge = {
  call: (method, input) => ipcRenderer.invoke(CALL_CHANNEL, method, input),
  on: (listener) => {
    const onEvent = (_event: unknown, name: string, data: unknown) => listener(name, data);
    ipcRenderer.on(EVENT_CHANNEL, onEvent);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, onEvent);
    };
  },
};

contextBridge.exposeInMainWorld('kioskShell', shell);
