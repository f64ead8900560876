#include "views/narration/choicelist.h"

#include "views/style/savedpainter.h"
#include "views/style/typography.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStringListModel>
#include <QStyledItemDelegate>

#include <algorithm>
#include <optional>

namespace views {

namespace {

constexpr int Numbered = 9;
constexpr int RowHeight = 28;
constexpr int ChipWidth = 22;
constexpr int ChipHeight = 18;
constexpr int Left = 8;

std::optional<int> digitOf(const QKeyEvent &event)
{
    const int digit = event.key() - Qt::Key_1;
    const bool plain = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    return plain && digit >= 0 && digit < Numbered ? std::optional(digit) : std::nullopt;
}

bool isEnter(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

class ChoiceList::Delegate : public QStyledItemDelegate
{
public:
    explicit Delegate(ChoiceList *list)
        : QStyledItemDelegate(list)
        , m_list(list)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, std::max(RowHeight, QFontMetrics(uiFont(13)).height() + 8)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_list->m_theme;
        const SavedPainter saved(*painter);
        const QRect &row = option.rect;
        const bool current = index == m_list->currentIndex();
        const bool under = option.state & QStyle::State_MouseOver;
        painter->setRenderHint(QPainter::Antialiasing);
        if (current || under) {
            QColor tint = theme.accent;
            tint.setAlphaF(theme.dark ? 0.21F : 0.12F);
            painter->setPen(Qt::NoPen);
            painter->setBrush(tint);
            painter->drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6);
        }
        if (current && m_list->hasFocus()) {
            painter->setPen(QPen(theme.accent, 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(row).adjusted(0.5, 1.5, -0.5, -1.5), 6, 6);
        }
        const QRectF chip(row.left() + Left, row.center().y() + 1 - ChipHeight / 2.0, ChipWidth,
                          ChipHeight);
        if (index.row() < Numbered) {
            painter->setPen(QPen(theme.controlEdge, 1));
            painter->setBrush(theme.canvas);
            painter->drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
            painter->setFont(uiFont(11));
            painter->setPen(theme.text2);
            painter->drawText(chip, Qt::AlignCenter, QString::number(index.row() + 1));
        }
        const QFont font = uiFont(13);
        const QRect place = row.adjusted(Left + ChipWidth + Left, 0, -Left, 0);
        painter->setFont(font);
        painter->setPen(theme.text1);
        painter->drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, place.width()));
    }

private:
    ChoiceList *m_list;
};

ChoiceList::ChoiceList(QWidget *parent)
    : QListView(parent)
    , m_model(new QStringListModel(this))
{
    setObjectName(QStringLiteral("choiceList"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new Delegate(this));
    setModel(m_model);
    connect(this, &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT chosen(index.row()); });
}

void ChoiceList::setChoices(const QStringList &choices)
{
    m_model->setStringList(choices);
    if (!choices.isEmpty())
        setCurrentIndex(m_model->index(0));
}

void ChoiceList::setTheme(const Theme &theme)
{
    m_theme = theme;
    viewport()->update();
}

bool ChoiceList::event(QEvent *event)
{
    // Digits are answers here, whatever they do elsewhere.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (digitOf(key) || isEnter(key)) {
            event->accept();
            return true;
        }
    }
    return QListView::event(event);
}

void ChoiceList::keyPressEvent(QKeyEvent *event)
{
    if (const auto digit = digitOf(*event)) {
        if (*digit < m_model->rowCount())
            Q_EMIT chosen(*digit);
    } else if (isEnter(*event)) {
        if (currentIndex().isValid())
            Q_EMIT chosen(currentIndex().row());
    } else if (event->key() == Qt::Key_Escape) {
        event->ignore(); // to skip the question
    } else {
        QListView::keyPressEvent(event);
    }
}

} // namespace views
