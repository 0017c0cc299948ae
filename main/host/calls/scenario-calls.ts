import { succeed } from '../../../preload/contract/problems.ts';
import type { Handlers } from './handlers.ts';
import { readScenarios } from '../scenario/scenario.ts';
import { findScenario } from '../scenario/scenario-player.ts';
import { playScenario } from '../scenario/play-scenario.ts';

export const scenarioCalls: Handlers<'scenario:list' | 'scenario:play'> = {
  'scenario:list': () => succeed(readScenarios().map(({ id, title, text }) => ({ id, title, text }))),
  'scenario:play': ({ host }, { id }) => {
    const scenario = findScenario(readScenarios(), id);
    return scenario.ok ? playScenario(host, scenario.value) : scenario;
  },
};
