import '../../../src/pages/shared/base.css';
import '../../../src/pages/settings/settings.css';
import './stage.tsx';
