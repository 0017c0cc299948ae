// The bridge script: runs sandboxed between page and app, and only passes on. What crosses is described in contract/.
import { contextBridge, ipcRenderer } from 'electron';
import { HOST_PORT_MESSAGE, type KubariumBridge } from './contract/bridge.ts';
import type { AppPush } from './contract/calls.ts';
import { CHANNELS } from './contract/channels.ts';

const bridge: KubariumBridge = {
  call: (name, payload) => ipcRenderer.invoke(CHANNELS.call, name, payload),
  onPush(listener) {
    const pass = (_event: unknown, push: AppPush) => {
      listener(push);
    };
    ipcRenderer.on(CHANNELS.push, pass);
    return () => {
      ipcRenderer.off(CHANNELS.push, pass);
    };
  },
  connectHost() {
    ipcRenderer.send(CHANNELS.connectHost);
  },
};

ipcRenderer.on(CHANNELS.hostPort, (event) => {
  window.postMessage({ type: HOST_PORT_MESSAGE }, window.location.origin, [...event.ports]);
});
contextBridge.exposeInMainWorld('kubarium', bridge);
