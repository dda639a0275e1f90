import { Component, type ComponentChildren } from 'preact';

type Props = Readonly<{ children: ComponentChildren }>;
type State = Readonly<{ message: string | null }>;

/** Keeps a fault of one view from taking the whole page away. Another view is drawn afresh. */
export class ViewBoundary extends Component<Props, State> {
  override state: State = { message: null };

  static override getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  render() {
    const { message } = this.state;
    return message === null ? (
      this.props.children
    ) : (
      <div class="note problem" role="alert">
        <p>
          <b>This view can’t be drawn.</b> {message}
        </p>
        <button type="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </div>
    );
  }
}
