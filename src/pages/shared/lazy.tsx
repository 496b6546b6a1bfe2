import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of a page that is fetched before it is first drawn; `load` fetches it ahead. */
export type Lazy<Props> = FunctionComponent<Props> & { readonly load: () => Promise<void> };

/** Makes one of what `fetch` imports. Until it is there an empty line stands in its place. */
export function lazy<Props extends object>(
  fetch: () => Promise<FunctionComponent<Props>>,
): Lazy<Props> {
  let Part: FunctionComponent<Props> | undefined;
  const load = async () => {
    Part ??= await fetch();
  };
  const Waiting = (props: Props) => {
    const [, arrive] = useState(false);
    useEffect(() => {
      let current = true;
      if (Part === undefined) {
        void load().then(() => {
          if (current) arrive(true);
        });
      }
      return () => {
        current = false;
      };
    }, []);
    return Part === undefined ? <p data-loading="" /> : <Part {...props} />;
  };
  return Object.assign(Waiting, { load });
}
