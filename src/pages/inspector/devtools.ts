import { createPanel } from '../../platform/pages/inspector.ts';

// DevTools load this once for each window that they inspect.
void createPanel();
