// The library's APIs as programs use them: with plain objects. Its own types are classes, of which nobody makes instances by
// hand, and it does not ask for any.
import type { ApiConstructor, ApiType, KubeConfig } from '@kubernetes/client-node';

type Leaf = Date | string | number | boolean | null | undefined | ((...given: never[]) => unknown);

/** What has the same fields. */
export type Plain<T> = T extends Leaf ? T : T extends object ? { [Field in keyof T]: Plain<T[Field]> } : T;

export type PlainApi<T> = {
  [Name in keyof T]: T[Name] extends (...given: infer Given) => Promise<infer Answer>
    ? (...given: Extract<{ [At in keyof Given]: Plain<Given[At]> }, readonly unknown[]>) => Promise<Plain<Answer>>
    : T[Name];
};

export function apiOf<T extends ApiType>(config: KubeConfig, Api: ApiConstructor<T>): PlainApi<T>;
export function apiOf(config: KubeConfig, Api: ApiConstructor<ApiType>): object {
  return config.makeApiClient(Api);
}
