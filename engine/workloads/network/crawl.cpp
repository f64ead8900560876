#include "engine/workloads/network/crawl.h"

#include "engine/run/executor.h"
#include "engine/run/print.h"
#include "engine/sync/gather.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/timeout.h"
#include "engine/workloads/network/charset.h"
#include "engine/workloads/network/crawlfiles.h"
#include "engine/workloads/network/hrefs.h"
#include "engine/workloads/network/httpsession.h"
#include "engine/workloads/network/samplesite.h"
#include "engine/workloads/network/urljoin.h"

#include <QFileInfo>
#include <QSet>

#include <optional>
#include <vector>

namespace engine::qt {

namespace {

template <class... Args>
void info(fmt::format_string<Args...> format, Args &&...args)
{
    print("INFO: {}", fmt::format(format, std::forward<Args>(args)...));
}

template <class... Args>
void error(fmt::format_string<Args...> format, Args &&...args)
{
    print("ERROR: {}", fmt::format(format, std::forward<Args>(args)...));
}

/// The last line of the traceback that logger.exception() adds.
std::string lastLine(const std::exception_ptr &exception)
{
    const std::string text = errorText(exception);
    return errorName(exception) + (text.empty() ? "" : ": " + text);
}

/// What an aiohttp exception says of \a url. Where it has no status or message, the Python program
/// prints None for them; here \a cause tells what has happened.
std::string clientErrorText(const QString &url, std::optional<int> status,
                            const std::string &message, const std::string &cause)
{
    return fmt::format("aiohttp exception for {}{}: {}", url.toStdString(),
                       status ? fmt::format(" [{}]", *status) : std::string(),
                       message.empty() ? cause : message);
}

/// What the client asks for when it is told \a text. Throws what aiohttp throws.
QUrl requestUrl(const QString &text)
{
    QUrl url(text);
    if (!url.isValid() || url.host().isEmpty())
        throw ClientError({}, {}, "not a URL");
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        throw Error("AssertionError");
    return url;
}

class CrawlProgram final : public Program
{
public:
    explicit CrawlProgram(const scenario::Arguments &arguments)
        : m_output(QString::fromStdString(arguments.text("output")))
        , m_timeout(arguments.real("timeout"))
        , m_jobs(arguments.integer("jobs"))
    {
        const QString list = QString::fromStdString(arguments.text("urls"));
        if (!list.isEmpty())
            m_urls = readUrlList(list);
        if (m_output.isEmpty())
            return;
        requireWritable(m_output);
        const QString written = QFileInfo(m_output).canonicalFilePath();
        if (!list.isEmpty() && !written.isEmpty() && written == QFileInfo(list).canonicalFilePath())
            throw scenario::ArgumentError(
                fmt::format("--output \"{}\" is the list of URLs itself.", m_output.toStdString()));
    }

    Task<> main() override
    {
        if (!m_urls)
            serveSite();
        if (m_output.isEmpty())
            m_output = newRowsFile();
        print("Rows go to {}", m_output.toStdString());
        beginRows(m_output);
        m_writer.emplace(1);
        m_session.emplace();
        if (m_jobs > 0)
            m_admission.emplace("jobs", static_cast<std::size_t>(m_jobs),
                                engine::Semaphore::Kind::Counting, engine::SourceSite::here());
        co_await bulkCrawlAndWrite();
    }

private:
    void serveSite()
    {
        const Clock &clock = EventLoop::current().clock();
        m_site.emplace([&clock](double seconds) -> std::chrono::nanoseconds {
            const auto *real = dynamic_cast<const RealClock *>(&clock);
            return real != nullptr ? real->wallDuration(toTime(seconds)) : toTime(seconds);
        });
        m_urls = m_site->urls();
        print("Serving the pages of a library at {}", m_urls->first().toStdString());
    }

    /// GET request wrapper to fetch page HTML.
    Task<QString> fetchHtml(QString url)
    {
        HttpSession::Response response = co_await m_session->get(requestUrl(url));
        if (response.status() >= 400)
            throw ClientError(response.status(), response.reason());
        info("Got response [{}] for url: {}", response.status(), url.toStdString());
        const QByteArray body = co_await response.body();
        co_return decodedPage(body, response.contentType());
    }

    /// Finds the hrefs in the HTML of \a url.
    Task<QStringList> parse(QString url)
    {
        QString html;
        std::string failure;
        try {
            html = co_await timeout(m_timeout, fetchHtml(url));
        } catch (const ClientError &e) {
            failure = clientErrorText(url, e.status(), e.what(), e.cause());
        } catch (const TimeoutError &) {
            failure = clientErrorText(url, {}, {}, "timed out");
        } catch (const std::exception &) {
            failure = fmt::format("Non-aiohttp exception occurred: {{}}\n{}",
                                  lastLine(std::current_exception()));
        }
        if (!failure.empty()) {
            error("{}", failure);
            co_return QStringList();
        }
        co_return joinedLinks(url, html);
    }

    static QStringList joinedLinks(const QString &url, const QString &html)
    {
        QStringList found;
        QSet<QString> known;
        for (const QString &link : findHrefs(html)) {
            try {
                const QString absolute = urlJoin(url, link);
                if (!known.contains(absolute)) {
                    known.insert(absolute);
                    found.append(absolute);
                }
            } catch (const ValueError &) {
                error("Error parsing url: {}\n{}", link.toStdString(),
                      lastLine(std::current_exception()));
            }
        }
        info("Found {} for {}", found.size(), url.toStdString());
        return found;
    }

    /// Writes the found hrefs from \a url to the file, on the writer's thread.
    Task<> writeOne(QString url)
    {
        if (m_admission)
            co_await m_admission->acquire();
        const Admission admission(m_admission ? &*m_admission : nullptr);
        const QStringList links = co_await parse(url);
        if (links.isEmpty())
            co_return;
        const auto append = [file = m_output, url, links] { appendRows(file, url, links); };
        co_await runInExecutor(*m_writer, append);
        info("Wrote results for source url: {}", url.toStdString());
    }

    /// Crawls and writes concurrently for all URLs.
    Task<> bulkCrawlAndWrite()
    {
        std::vector<TaskHandle<>> tasks;
        for (const QString &url : *m_urls)
            tasks.push_back(createTask(writeOne(url), {{}, QUrl(url).path().toStdString()}));
        co_await gather(std::move(tasks));
    }

    /// Lets the next one in at its end.
    class Admission
    {
    public:
        explicit Admission(Semaphore *semaphore) noexcept
            : m_semaphore(semaphore)
        {
        }
        ~Admission()
        {
            if (m_semaphore != nullptr)
                m_semaphore->release();
        }
        Admission(const Admission &) = delete;
        Admission &operator=(const Admission &) = delete;

    private:
        Semaphore *m_semaphore;
    };

    QString m_output;
    double m_timeout;
    std::int64_t m_jobs;
    std::optional<QStringList> m_urls;
    // Made by main(), in the run's thread.
    std::optional<SampleSite> m_site;
    std::optional<Executor> m_writer;
    std::optional<HttpSession> m_session;
    std::optional<Semaphore> m_admission;
};

} // namespace

Workload crawlWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "crawl";
    s.title = "Crawler";
    s.group = "Real world";
    s.summary = "Fetches web pages at the same time and writes down their links; no bad server "
                "holds up the others.";
    Parameter output
        = Parameter::text("output", "Output", "",
                          "The file that the links are written to; without, one in the temporary "
                          "folder.");
    s.parameters = {
        Parameter::file("urls", "URL list",
                        "A text file with a URL a line; without, the pages of a site that the "
                        "program serves itself."),
        std::move(output),
        Parameter::real("timeout", "Time limit", 5, 0.001, LongestSeconds,
                        "Seconds that a page may take, all in all.")
            .withSlider(10),
        Parameter::integer("jobs", "At a time", 0, 0, LargestCount,
                           "Pages that are fetched at the same time.")
            .withSlider(30)
            .withZero("all"),
    };
    return {std::move(s), makeProgramOf<CrawlProgram>};
}

} // namespace engine::qt
