import { createPanel } from '../../platform/inspector.ts';

// DevTools load this once for each window that they inspect.
void createPanel();
