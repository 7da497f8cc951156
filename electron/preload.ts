import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, eventChannel, type ShellBridge } from '../shared/bridge/shell-bridge.ts';

/** The page's only way out: the bridge's channels, under their own prefix. What they carry is checked on both ends. */
const shell: ShellBridge = {
  call: (method, input) => ipcRenderer.invoke(callChannel(method), input),
  on: (event, listener) => {
    const channel = eventChannel(event);
    const onEvent = (_event: unknown, data: unknown) => listener(data);
    ipcRenderer.on(channel, onEvent);
    return () => {
      ipcRenderer.off(channel, onEvent);
    };
  },
};

contextBridge.exposeInMainWorld('kioskShell', shell);
