import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { HostConnection } from './bridge/connection.ts';
import NoConnection from './NoConnection.svelte';
import './theme/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id "app"');
if (window.kubarium) mount(App, { target, props: { connection: new HostConnection(window.kubarium) } });
else mount(NoConnection, { target });
