import type { PassView } from '../../../messages/index.ts';
import type { Context } from '../../context.ts';
import type { Pass } from '../../stores/passes/pass-store.ts';
import { siteFor } from './request.ts';

/** A pass ready to draw. */
export function passOf(
  { protocols }: Pick<Context, 'protocols'>,
  { id, origin, path, protocol, at, auto, practice }: Pass,
): PassView {
  return {
    id,
    site: siteFor(origin),
    path,
    protocol,
    protocolName: protocols.nameOf(protocol),
    at,
    auto,
    ...(practice === undefined ? {} : { practice }),
  };
}
