// Small web servers that examples use, as the catalogue describes them: fixed answers with gaps for what they know.
import type { WebSpec } from '../catalogue.ts';
import { pathOf } from './http.ts';
import type { Program } from './program.ts';
import { endsWith, response } from './servers.ts';
import { fillIn, portOption } from './template.ts';

export function web(spec: WebSpec, version: string): Program {
  return {
    run: (process) => ({
      listens: [portOption(process.argv, spec.portOption) ?? spec.port],
      logs: (spec.logs ?? []).map((text) => ({ stream: 'stdout', text: fillIn(text, process, version) })),
      next: 'stay',
    }),
    signal: endsWith(spec.onStop ?? 0),
    answer: (process, request) => {
      const path = pathOf(request.path);
      const found = spec.answers.find((each) => each.path === undefined || each.path === path);
      if (!found) return response(process, 404, 'text/plain; charset=utf-8', '404 page not found\n', spec.server ?? '');
      const body = fillIn(found.body, process, version, request);
      return response(process, found.status ?? 200, found.type ?? 'text/plain; charset=utf-8', body, spec.server ?? '');
    },
  };
}
