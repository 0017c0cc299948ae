// How nginx answers a request: which server and which place are meant, and what that place does.
import type { HttpResponse } from '../../interfaces.ts';
import { regularExpression } from '../../shell/pattern.ts';
import { errorPage, page, redirectPage } from './pages.ts';
import { passOn } from './proxy.ts';
import type { Place, Rules, Site } from './sites.ts';
import { fileAnswer } from './static-files.ts';
import { filled } from './variables.ts';
import type { Answered, Visit } from './visit.ts';

const SENT_ON_MAX = 10;

/** Answers on a port of one of the sites. */
export function answerOf(visit: Visit, sites: readonly Site[], port: number): Answered {
  const { host, method } = visit.request;
  const site = siteFor(sites, port, host);
  if (!site) return { response: errorPage(visit, 404) };
  const answered = answerIn(visit, site, 0);
  return method === 'HEAD' ? { ...answered, response: { ...answered.response, body: '' } } : answered;
}

/** The one of the name that was asked for, else the first. */
function siteFor(sites: readonly Site[], port: number, host: string): Site | undefined {
  const listening = sites.filter(({ ports }) => ports.includes(port));
  const name = host.replace(/:\d+$/, '');
  return listening.find(({ names }) => names.includes(name)) ?? listening[0];
}

function answerIn(visit: Visit, site: Site, times: number): Answered {
  const place = placeFor(site.places, visit.path);
  const rules: Rules = place ?? site;
  const returns = site.returns ?? rules.returns;
  if (returns) return withHeaders({ response: returned(visit, rules, returns) }, rules);
  if (rules.proxy) return withHeaders(passOn(visit, rules.proxy, place?.path ?? '/'), rules);
  const again = (path: string): Answered =>
    times < SENT_ON_MAX ? answerIn({ ...visit, path }, site, times + 1) : { response: errorPage(visit, 500) };
  const answered = fileAnswer(visit, rules, place?.path ?? '', again);
  return withHeaders(times === 0 ? withErrorPage(answered, rules, again) : answered, rules);
}

/** The place with the longest beginning of the path, unless a pattern or the path itself says otherwise. */
function placeFor(places: readonly Place[], path: string): Place | undefined {
  const exact = places.find(({ modifier, path: own }) => modifier === '=' && own === path);
  if (exact) return exact;
  const [longest] = places
    .filter(({ modifier, path: own }) => (modifier === '' || modifier === '^~') && path.startsWith(own))
    .sort((a, b) => b.path.length - a.path.length);
  if (longest?.modifier === '^~') return longest;
  return places.find((place) => fits(place, path)) ?? longest;
}

function fits({ modifier, path: pattern }: Place, path: string): boolean {
  if (modifier !== '~' && modifier !== '~*') return false;
  return regularExpression(pattern, modifier === '~*' ? 'i' : '')?.test(path) ?? false;
}

function returned(visit: Visit, rules: Rules, [status, text]: readonly [number, string]): HttpResponse {
  const value = filled(text, visit);
  if (status >= 300 && status < 400 && value !== '') return redirectPage(visit, status, value);
  return value === '' && status >= 300 ? errorPage(visit, status) : page(visit, status, rules.defaultType, value);
}

/** Pages that stand in for failures keep their status. */
function withErrorPage(answered: Answered, { errorPages }: Rules, again: (path: string) => Answered): Answered {
  const { status } = answered.response;
  const path = errorPages.find(([each]) => each === status)?.[1];
  if (path?.startsWith('/') !== true) return answered;
  const shown = again(path);
  return shown.response.status >= 400 ? answered : { ...answered, response: { ...shown.response, status } };
}

/** `add_header` counts for answers that are no failures. */
function withHeaders(answered: Answered, { headers }: Rules): Answered {
  const { response } = answered;
  if (headers.length === 0 || response.status >= 400) return answered;
  return { ...answered, response: { ...response, headers: { ...response.headers, ...Object.fromEntries(headers) } } };
}
