#include "views/narration/narrationview.h"

#include "views/narration/narrationmodel.h"
#include "views/style/rowactions.h"
#include "views/style/typography.h"
#include "views/words/numbertext.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace views {

namespace {

constexpr int Left = 16;
constexpr int Gap = 16;
constexpr int Padding = 4; // above and below a line
constexpr int BarWidth = 3;

} // namespace

class NarrationView::Delegate : public QStyledItemDelegate
{
public:
    explicit Delegate(NarrationView *view)
        : QStyledItemDelegate(view)
        , m_view(view)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, QFontMetrics(uiFont(13)).height() + 2 * Padding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_view->m_theme;
        const NarrationModel &model = *m_view->m_model;
        const bool present = index.row() == m_view->m_present;
        const bool chosen = m_view->m_state->isSelected(model.taskOf(index.row()));
        const QRect &row = option.rect;
        if (present || chosen)
            painter->fillRect(row, tint(present));
        if (present)
            painter->fillRect(QRect(row.topLeft(), QSize(BarWidth, row.height())), theme.accent);
        painter->setFont(fixedFont(12));
        // Never the third tone on a tint.
        painter->setPen(present || chosen ? theme.text2 : theme.text3);
        QRect place = row.adjusted(Left, 0, -Left, 0);
        if (const QString last = model.timeText(model.rowCount() - 1); !last.isEmpty())
            place.setLeft(cell(*painter, place, timeText(index.row()), last));
        place.setLeft(cell(*painter, place, numberText(qint64{index.row()} + 1),
                           numberText(qint64{model.rowCount()})));
        const QFont font = uiFont(13, present ? QFont::Bold : QFont::Normal);
        const bool future = index.row() > m_view->m_present;
        painter->setFont(font);
        painter->setPen(!future ? theme.text1 : chosen ? theme.text2 : theme.text3);
        painter->drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, place.width()));
        if (m_view->hasFocus() && option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(theme.accent, 1));
            painter->drawRect(row.adjusted(BarWidth, 0, -1, -1));
        }
    }

private:
    QColor tint(bool strong) const
    {
        const Theme &theme = m_view->m_theme;
        QColor color = theme.accent;
        color.setAlphaF(strong ? (theme.dark ? 0.21F : 0.12F) : (theme.dark ? 0.14F : 0.07F));
        return color;
    }
    /// Draws \a text at the right of a column as wide as \a widest and returns what is right of it.
    static int cell(QPainter &painter, const QRect &place, const QString &text,
                    const QString &widest)
    {
        const int width = painter.fontMetrics().horizontalAdvance(widest);
        painter.drawText(QRect(place.left(), place.top(), width, place.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
        return place.left() + width + Gap;
    }
    /// Of the step, once an instant and on the first line in sight.
    QString timeText(int row) const
    {
        const NarrationModel &model = *m_view->m_model;
        const QString text = model.timeText(row);
        const bool first = row == 0 || row == m_view->indexAt({Left, 0}).row();
        return first || model.timeText(row - 1) != text ? text : QString();
    }

    NarrationView *m_view;
};

NarrationView::NarrationView(ViewState *state, QWidget *parent)
    : QListView(parent)
    , m_state(state)
    , m_model(new NarrationModel(this))
{
    setObjectName(QStringLiteral("narrationView"));
    setAccessibleName(tr("What happened, step by step"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(NoSelection);
    setItemDelegate(new Delegate(this));
    setModel(m_model);
    connect(this, &QAbstractItemView::clicked, this, &NarrationView::goTo);
    connect(this, &QAbstractItemView::activated, this, &NarrationView::goTo);
    offerRowActions(this);
    connect(state, &ViewState::cursorChanged, this, &NarrationView::followCursor);
    connect(state, &ViewState::selectedTaskChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &NarrationView::followCursor);
}

void NarrationView::setDocument(std::shared_ptr<RunDocument> document)
{
    m_model->setDocument(std::move(document));
    followCursor();
}

void NarrationView::setTheme(const Theme &theme)
{
    m_theme = theme;
    viewport()->update();
}

void NarrationView::paintEvent(QPaintEvent *event)
{
    if (m_model->rowCount() > 0) {
        QListView::paintEvent(event);
        return;
    }
    QPainter painter(viewport());
    painter.setFont(uiFont(13));
    painter.setPen(m_theme.text2);
    painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Nothing has happened yet."));
}

void NarrationView::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    followCursor();
}

void NarrationView::followCursor()
{
    if (!isVisible())
        return;
    m_present = m_model->rowAt(m_state->cursor().records);
    if (m_present >= 0) {
        // Current: for the keys and for a screen reader.
        setCurrentIndex(m_model->index(m_present));
        scrollTo(m_model->index(m_present));
    } else {
        setCurrentIndex({});
        scrollToTop();
    }
    viewport()->update();
}

void NarrationView::goTo(const QModelIndex &index)
{
    m_state->setSelectedTask(m_model->taskOf(index.row()));
    m_state->setCursor(m_model->positionOf(index.row()));
}

} // namespace views
