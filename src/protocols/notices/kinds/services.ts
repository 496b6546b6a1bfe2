import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { parseUrl } from '../../../core/web/url.ts';

/** Who is known to answer 402 for a bill, by the hosts and the headers that only they have. */
const SERVICES: readonly {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly headers?: readonly string[];
}[] = [
  { name: 'Stripe', hosts: ['stripe.com'], headers: ['stripe-version', 'stripe-should-retry'] },
  { name: 'OpenRouter', hosts: ['openrouter.ai'] },
  { name: 'DeepSeek', hosts: ['deepseek.com'] },
  { name: 'Hugging Face', hosts: ['huggingface.co', 'hf.co'] },
  { name: 'GitHub Copilot', hosts: ['githubcopilot.com'] },
  { name: 'GitHub', hosts: ['github.com'], headers: ['x-github-request-id'] },
  { name: 'Supabase', hosts: ['supabase.co', 'supabase.com'], headers: ['sb-project-ref'] },
  { name: 'Replicate', hosts: ['replicate.com'] },
  { name: 'Square', hosts: ['squareup.com', 'squareupsandbox.com'], headers: ['square-version'] },
  { name: 'Google', hosts: ['googleapis.com'] },
  { name: 'npm', hosts: ['npmjs.org', 'npmjs.com'] },
  {
    name: 'Shopify',
    hosts: ['myshopify.com', 'shopify.com'],
    headers: ['x-shopid', 'x-shopify-stage', 'x-shopify-api-version', 'x-sorting-hat-shopid'],
  },
  { name: 'Anthropic', hosts: ['anthropic.com'], headers: ['anthropic-organization-id'] },
  { name: 'Chargebee', hosts: ['chargebee.com'] },
  { name: 'Hyperbolic', hosts: ['hyperbolic.xyz'] },
];

/** The service that answered: by the host asked, by headers of its own, or by the host that its link leads to. */
export function serviceOf(response: HttpResponse, docUrl: string | undefined): string | undefined {
  const byHeader = SERVICES.find(({ headers = [] }) =>
    headers.some((name) => headerValues(response, name).length > 0),
  );
  return byHost(response.url) ?? byHeader?.name ?? byHost(docUrl);
}

function byHost(url: string | undefined): string | undefined {
  const host = parseUrl(url)?.hostname;
  if (host === undefined) return undefined;
  const isOf = (domain: string) => host === domain || host.endsWith(`.${domain}`);
  return SERVICES.find(({ hosts }) => hosts.some(isOf))?.name;
}
