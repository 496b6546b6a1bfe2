import '../../../src/pages/shared/base.css';
import '../../../src/pages/shared/money.css';
import '../../../src/pages/popup/popup.css';
import './stage.tsx';
