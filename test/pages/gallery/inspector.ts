import '../../../src/pages/shared/base.css';
import '../../../src/pages/inspector/inspector.css';
import './inspector-stage.tsx';
