#include "engine/core/intrusivelist.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <memory>
#include <random>

using engine::IntrusiveList;
using engine::ListLinks;

namespace {

// The links come behind something else, as they do in a task.
struct Guest : std::pair<int, int>, ListLinks<Guest>
{
    explicit Guest(int number)
        : pair(number, -number)
    {
    }
    int number() const { return first; }
};

std::vector<int> numbersIn(const IntrusiveList<Guest> &list)
{
    std::vector<int> numbers;
    for (const Guest &guest : list)
        numbers.push_back(guest.number());
    return numbers;
}

} // namespace

class tst_IntrusiveList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewListIsEmpty()
    {
        IntrusiveList<Guest> list;
        QVERIFY(list.empty());
        QCOMPARE(list.takeFirst(), nullptr);
        QCOMPARE(numbersIn(list), std::vector<int>());
    }

    void elementsStandInTheOrderOfTheirArrival()
    {
        Guest one(1);
        Guest two(2);
        Guest three(3);
        IntrusiveList<Guest> list;
        for (Guest *guest : {&two, &one, &three})
            list.append(*guest);
        QCOMPARE(numbersIn(list), std::vector({2, 1, 3}));
        QCOMPARE(list.first().number(), 2);
        QCOMPARE(list.takeFirst(), &two);
        QCOMPARE(list.takeFirst(), &one);
        QCOMPARE(list.takeFirst(), &three);
        QVERIFY(list.empty());
    }

    void anElementLeavesFromAnyPlace()
    {
        for (int leaving = 0; leaving < 3; ++leaving) {
            std::deque<Guest> guests;
            IntrusiveList<Guest> list;
            for (int number = 0; number < 3; ++number)
                list.append(guests.emplace_back(number));
            QVERIFY(guests[std::size_t(leaving)].isInList());
            guests[std::size_t(leaving)].leaveList();
            QVERIFY(!guests[std::size_t(leaving)].isInList());
            std::vector<int> left{0, 1, 2};
            left.erase(left.begin() + leaving);
            QCOMPARE(numbersIn(list), left);
        }
    }

    void leavingNoListIsNothing()
    {
        Guest guest(1);
        guest.leaveList();
        QVERIFY(!guest.isInList());
    }

    void anElementMayComeBackAndChangeLists()
    {
        Guest one(1);
        Guest two(2);
        IntrusiveList<Guest> list;
        IntrusiveList<Guest> other;
        list.append(one);
        list.append(two);
        one.leaveList();
        list.append(one);
        QCOMPARE(numbersIn(list), std::vector({2, 1}));
        two.leaveList();
        other.append(two);
        QCOMPARE(numbersIn(list), std::vector({1}));
        QCOMPARE(numbersIn(other), std::vector({2}));
    }

    void anElementThatIsDestroyedLeaves()
    {
        IntrusiveList<Guest> list;
        Guest one(1);
        list.append(one);
        {
            Guest two(2);
            list.append(two);
        }
        QCOMPARE(numbersIn(list), std::vector({1}));
    }

    void aListThatIsDestroyedLetsItsElementsGo()
    {
        Guest one(1);
        Guest two(2);
        {
            IntrusiveList<Guest> list;
            list.append(one);
            list.append(two);
        }
        QVERIFY(!one.isInList());
        QVERIFY(!two.isInList());
        IntrusiveList<Guest> list;
        list.append(two);
        QCOMPARE(numbersIn(list), std::vector({2}));
    }

    void whatIsAppendedMeanwhileIsGoneThrough()
    {
        std::deque<Guest> guests;
        IntrusiveList<Guest> list;
        list.append(guests.emplace_back(0));
        for (const Guest &guest : list) {
            if (guest.number() < 3)
                list.append(guests.emplace_back(guest.number() + 1));
        }
        QCOMPARE(numbersIn(list), std::vector({0, 1, 2, 3}));
    }

    void manyComeAndGoAsInADeque()
    {
        std::mt19937 random(4);
        std::vector<std::unique_ptr<Guest>> guests;
        for (int number = 0; number < 50; ++number)
            guests.push_back(std::make_unique<Guest>(number));
        IntrusiveList<Guest> list;
        std::deque<int> expected;
        for (int round = 0; round < 5000; ++round) {
            Guest &guest = *guests[random() % guests.size()];
            const auto place = std::find(expected.begin(), expected.end(), guest.number());
            QCOMPARE(guest.isInList(), place != expected.end());
            if (!guest.isInList()) {
                list.append(guest);
                expected.push_back(guest.number());
            } else if (random() % 4 == 0) {
                QCOMPARE(list.takeFirst()->number(), expected.front());
                expected.pop_front();
            } else {
                guest.leaveList();
                expected.erase(place);
            }
        }
        QCOMPARE(numbersIn(list), std::vector<int>(expected.begin(), expected.end()));
    }
};

QTEST_APPLESS_MAIN(tst_IntrusiveList)
#include "tst_intrusivelist.moc"
