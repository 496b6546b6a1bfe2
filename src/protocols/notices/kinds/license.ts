import { challengesOf } from '../../../core/web/www-authenticate.ts';
import { linksOf } from '../response/link-header.ts';
import type { NoticeReader } from '../response/reader.ts';
import { docLink, words } from '../response/redact.ts';

/** Really Simple Licensing 1.0: `WWW-Authenticate: License` and a link to the terms. Clients with an account pay. */
export const readLicense: NoticeReader = (response) => {
  const challenge = challengesOf(response, 'license').find(({ fault }) => fault === undefined);
  const terms = linksOf(response, 'license').find(
    ({ params }) => params.get('type')?.toLowerCase() === 'application/rsl+xml',
  );
  if (challenge === undefined && terms === undefined) return [];
  const code = words(challenge?.params.get('error'), 64);
  const message = words(challenge?.params.get('error_description'));
  const docUrl =
    docLink(terms?.target, response.url) ??
    docLink(challenge?.params.get('authorization_uri'), response.url);
  return [
    {
      kind: 'license',
      ...(code === undefined ? {} : { code }),
      ...(message === undefined ? {} : { message }),
      ...(docUrl === undefined ? {} : { docUrl }),
      service: 'RSL',
      whoActs: 'bot-operator',
    },
  ];
};
